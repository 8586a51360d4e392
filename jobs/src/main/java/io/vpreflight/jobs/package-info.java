@NullMarked
package io.vpreflight.jobs;

import org.jspecify.annotations.NullMarked;
