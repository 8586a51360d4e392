@NullMarked
package io.vpreflight.plugin;

import org.jspecify.annotations.NullMarked;
