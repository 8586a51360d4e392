// SPDX-License-Identifier: Apache-2.0
/** Where a person reads and answers: what is shown, and who is asked. */
@NullMarked
package io.vpreflight.plugin.terminal;

import org.jspecify.annotations.NullMarked;
