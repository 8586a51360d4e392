// SPDX-License-Identifier: Apache-2.0
/** Memory of the service that hosts read and write disks for others with (NFC). */
@NullMarked
package io.vpreflight.jobs.check.nfc;

import org.jspecify.annotations.NullMarked;
