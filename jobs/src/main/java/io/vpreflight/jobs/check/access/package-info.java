/** What the account that audits can see. */
@NullMarked
package io.vpreflight.jobs.check.access;

import org.jspecify.annotations.NullMarked;
