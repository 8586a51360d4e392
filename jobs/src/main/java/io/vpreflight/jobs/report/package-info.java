@NullMarked
package io.vpreflight.jobs.report;

import org.jspecify.annotations.NullMarked;
