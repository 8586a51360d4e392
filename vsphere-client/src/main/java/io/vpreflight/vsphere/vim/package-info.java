@NullMarked
package io.vpreflight.vsphere.vim;

import org.jspecify.annotations.NullMarked;
