// SPDX-License-Identifier: Apache-2.0
/** Messages by HTTPS: JSON with a signature, chat rooms, on-call services, an admin's own form. */
@NullMarked
package io.vpreflight.jobs.notify.webhook;

import org.jspecify.annotations.NullMarked;
