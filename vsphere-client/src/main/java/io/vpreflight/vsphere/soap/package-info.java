@NullMarked
package io.vpreflight.vsphere.soap;

import org.jspecify.annotations.NullMarked;
