// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import org.jspecify.annotations.Nullable;

/**
 * One object and what must come of it.
 *
 * @param answer what must come of it
 * @param kind of the finding; null where the check has one kind only, or finds nothing
 * @param unset path of the object that has no value; null where the recipe itself says what is
 *     missing, or nothing is
 * @param recipe makes the object
 */
record Case(Answer answer, @Nullable String kind, @Nullable String unset, Recipe recipe) {}
