/** What is released, tried as a user would try it. */
@NullMarked
package io.vpreflight.plugin.release;

import org.jspecify.annotations.NullMarked;
