// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * A question that stops a virtual machine until somebody answers. Source: vim25 {@code
 * VirtualMachineQuestionInfo}.
 *
 * @param id id of the question
 * @param text as vCenter words it
 */
public record VmQuestion(String id, String text) {}
