@NullMarked
package io.vpreflight.vsphere;

import org.jspecify.annotations.NullMarked;
