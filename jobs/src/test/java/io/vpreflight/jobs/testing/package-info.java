/** Builders of healthy objects: a test changes the one fact that it is about. */
@NullMarked
package io.vpreflight.jobs.testing;

import org.jspecify.annotations.NullMarked;
