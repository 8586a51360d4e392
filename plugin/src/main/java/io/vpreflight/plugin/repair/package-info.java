@NullMarked
package io.vpreflight.plugin.repair;

import org.jspecify.annotations.NullMarked;
