// SPDX-License-Identifier: Apache-2.0
/** What an account may do, held against what each feature needs. */
@NullMarked
package io.vpreflight.plugin.access;

import org.jspecify.annotations.NullMarked;
