// SPDX-License-Identifier: Apache-2.0
/** Where secrets are kept, for whoever needs one: read as late as possible, and each time anew. */
@org.jspecify.annotations.NullMarked
package io.vpreflight.jobs.secret;
