/** Disks and snapshots of a virtual machine, and how they are drawn. */
@NullMarked
package io.vpreflight.jobs.report.chain;

import org.jspecify.annotations.NullMarked;
