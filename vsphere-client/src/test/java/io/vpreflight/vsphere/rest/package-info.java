// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.vpreflight.vsphere.rest;

import org.jspecify.annotations.NullMarked;
