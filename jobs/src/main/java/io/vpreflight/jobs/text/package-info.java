@NullMarked
package io.vpreflight.jobs.text;

import org.jspecify.annotations.NullMarked;
