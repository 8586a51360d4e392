// SPDX-License-Identifier: Apache-2.0
/** Why a vCenter cannot be read: the way to it, step by step, each with what to do. */
@NullMarked
package io.vpreflight.plugin.doctor;

import org.jspecify.annotations.NullMarked;
