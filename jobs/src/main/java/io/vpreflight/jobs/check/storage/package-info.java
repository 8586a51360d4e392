/** Datastores: whether they are there, and whether they have room for what a replication leaves. */
@NullMarked
package io.vpreflight.jobs.check.storage;

import org.jspecify.annotations.NullMarked;
