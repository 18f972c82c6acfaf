package org.pxebootstack.rendering.explanation;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.rendering.cloudinit.Uplink;
import org.pxebootstack.rendering.ipxe.ScriptTemplate;

/**
 * Everything that decides what happens to one machine.
 *
 * @param problems that its definition has part in
 * @param problemsOfUnknownMachines of files that could be meant for any machine
 * @param image null where the definition names none, or where {@code imageProblem} says why not
 * @param live null likewise
 * @param imageProblem why neither can be used
 * @param installed whether an installation has succeeded that nobody asked to repeat
 * @param diskAsked whether somebody asked for it to be left to its disk
 * @param staysInInstaller whether {@code <name>.noreboot} stands beside the definition
 * @param base where machines reach the stack, without a slash at the end
 * @param template a user's own iPXE script; null takes ours
 * @param insteadOfSecrets stands where a password hash would; null shows all
 * @param remarks on how this was gathered, a sentence each
 */
public record Situation(
    VmDefinition vm,
    List<Problem> problems,
    List<Problem> problemsOfUnknownMachines,
    @Nullable DistroImage image,
    @Nullable LiveManifest live,
    @Nullable Problem imageProblem,
    boolean installed,
    boolean diskAsked,
    boolean staysInInstaller,
    URI base,
    Uplink uplink,
    @Nullable ScriptTemplate template,
    @Nullable String insteadOfSecrets,
    List<String> remarks) {

  public Situation {
    problems = List.copyOf(problems);
    problemsOfUnknownMachines = List.copyOf(problemsOfUnknownMachines);
    remarks = List.copyOf(remarks);
  }
}
