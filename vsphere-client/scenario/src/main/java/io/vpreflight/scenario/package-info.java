@NullMarked
package io.vpreflight.scenario;

import org.jspecify.annotations.NullMarked;
