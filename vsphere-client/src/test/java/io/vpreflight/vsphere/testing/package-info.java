@NullMarked
package io.vpreflight.vsphere.testing;

import org.jspecify.annotations.NullMarked;
