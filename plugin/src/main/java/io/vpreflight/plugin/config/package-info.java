@NullMarked
package io.vpreflight.plugin.config;

import org.jspecify.annotations.NullMarked;
