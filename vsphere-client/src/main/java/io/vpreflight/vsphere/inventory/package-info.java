@NullMarked
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.NullMarked;
