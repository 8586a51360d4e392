@NullMarked
package io.vpreflight.vsphere.collect;

import org.jspecify.annotations.NullMarked;
