// SPDX-License-Identifier: Apache-2.0
/** Messages by mail: the only room that knows Jakarta Mail. */
@NullMarked
package io.vpreflight.jobs.notify.mail;

import org.jspecify.annotations.NullMarked;
