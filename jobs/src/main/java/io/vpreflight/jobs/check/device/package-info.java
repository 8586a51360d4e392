/**
 * What a virtual machine, and what it runs on, is made of: disks, devices, options and versions
 * that a product which replicates without an agent can or cannot take.
 */
@NullMarked
package io.vpreflight.jobs.check.device;

import org.jspecify.annotations.NullMarked;
