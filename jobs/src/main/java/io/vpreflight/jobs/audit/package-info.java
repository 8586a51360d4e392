@NullMarked
package io.vpreflight.jobs.audit;

import org.jspecify.annotations.NullMarked;
