@NullMarked
package io.vpreflight.plugin.serve;

import org.jspecify.annotations.NullMarked;
