@NullMarked
package io.vpreflight.jobs.profile;

import org.jspecify.annotations.NullMarked;
