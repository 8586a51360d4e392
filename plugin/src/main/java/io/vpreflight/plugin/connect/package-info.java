@NullMarked
package io.vpreflight.plugin.connect;

import org.jspecify.annotations.NullMarked;
