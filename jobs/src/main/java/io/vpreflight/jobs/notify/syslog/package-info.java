// SPDX-License-Identifier: Apache-2.0
/** Messages for machines that collect events: RFC 5424 with CEF in it, over TLS. */
@NullMarked
package io.vpreflight.jobs.notify.syslog;

import org.jspecify.annotations.NullMarked;
