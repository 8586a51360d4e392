@NullMarked
package io.vpreflight.plugin.cli;

import org.jspecify.annotations.NullMarked;
