@NullMarked
package io.vpreflight.vsphere.capture;

import org.jspecify.annotations.NullMarked;
