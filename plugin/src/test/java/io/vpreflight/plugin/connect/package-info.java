// SPDX-License-Identifier: Apache-2.0

/** Tests of where inventories come from. */
@NullMarked
package io.vpreflight.plugin.connect;

import org.jspecify.annotations.NullMarked;
