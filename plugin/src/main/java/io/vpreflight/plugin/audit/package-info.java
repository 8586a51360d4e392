@NullMarked
package io.vpreflight.plugin.audit;

import org.jspecify.annotations.NullMarked;
