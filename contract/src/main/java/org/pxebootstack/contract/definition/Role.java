package org.pxebootstack.contract.definition;

/** What a machine is for: the provisioner runs this stack, targets are booted by it. */
public enum Role {
  PROVISIONER,
  TARGET
}
