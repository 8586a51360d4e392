/** Addresses and adapters of virtual machines. */
@NullMarked
package io.vpreflight.jobs.check.network;

import org.jspecify.annotations.NullMarked;
