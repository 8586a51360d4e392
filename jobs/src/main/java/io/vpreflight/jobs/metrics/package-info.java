// SPDX-License-Identifier: Apache-2.0
/** What is kept, as metrics in the text format of Prometheus; asks no vCenter. */
@NullMarked
package io.vpreflight.jobs.metrics;

import org.jspecify.annotations.NullMarked;
