// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import java.util.List;

/** What a machine asks a person, standing still until it is answered. */
final class Questions {
  private static final String RETRY = "button.retry";

  private final Machines machines;
  private final Power power;
  private final Growth growth;

  Questions(Machines machines, Power power, Growth growth) {
    this.machines = machines;
    this.power = power;
    this.growth = growth;
  }

  void register(Methods methods) {
    methods.add(
        Method.mutation(
            "AnswerVM", "VirtualMachine", "VirtualMachine.Interact.AnswerQuestion", this::answer));
  }

  /** Asks what to do without room for a delta. */
  static void askForSpace(Machines machines, Machine machine, String file) {
    ask(
        machines,
        machine,
        "msg.hbacommon.outofspace",
        "There is no more space for virtual disk '"
            + file.substring(file.lastIndexOf('/') + 1)
            + "'. You might be able to continue this session by freeing disk space on the relevant"
            + " volume, and clicking Retry. Click Cancel to terminate this session.");
  }

  /** Asks something that can be answered with Retry or Cancel. */
  static void ask(Machines machines, Machine machine, String messageId, String text) {
    Element question =
        new Element("question")
            .add("id", String.valueOf(machines.world().changes()))
            .add("text", messageId + ":" + text)
            .add(
                new Element("choice")
                    .add(
                        new Element("choiceInfo")
                            .type("ElementDescription")
                            .add("label", RETRY)
                            .add("summary", "Retry")
                            .add("key", "0"))
                    .add(
                        new Element("choiceInfo")
                            .type("ElementDescription")
                            .add("label", "button.abort")
                            .add("summary", "Cancel")
                            .add("key", "1"))
                    .add("defaultIndex", 0))
            .add(new Element("message").add("id", messageId).add("text", text));
    machine.changeRuntime(runtime -> runtime.put(question));
    Disabled.allow(machine, "AnswerVM", true);
    machines
        .events()
        .post(
            "VmMessageEvent",
            "",
            machine.ref(),
            "Message on " + machine.name() + ": " + text,
            Element.of("message", text),
            new Element("messageInfo").add("id", messageId).add("text", text));
  }

  private List<Element> answer(Call call) {
    Machine machine = machines.of(call.target());
    Element runtime = machine.object().get("runtime");
    Element question = runtime == null ? null : runtime.child("question");
    if (question == null) {
      throw Guard.invalidState();
    }
    if (!call.text("questionId").equals(question.textAt("id"))) {
      throw Fault.invalidArgument("questionId");
    }
    String choice = call.text("answerChoice");
    if (!choice.equals("0") && !choice.equals("1")) {
      throw Fault.invalidArgument("answerChoice");
    }
    machine.changeRuntime(changed -> changed.removeAll("question"));
    Disabled.allow(machine, "AnswerVM", false);
    if (choice.equals("1")) {
      power.off(machine, call.caller().user());
    } else {
      growth.follow(machine);
    }
    return List.of();
  }
}
