package org.pxebootstack.benchmarks;

/** Very many machines, as pvmlab would define them, by number. */
final class Machines {
  private Machines() {}

  static String name(int i) {
    return "m%06d".formatted(i);
  }

  static String mac(int i) {
    return "52:54:00:%02x:%02x:%02x".formatted(i >> 16, i >> 8 & 0xff, i & 0xff);
  }

  /** In 192.0.0.0/8, where the stack is too: there is one for each. */
  static String ip(int i) {
    return "192.%d.%d.%d".formatted(169 + i / 62500, i / 250 % 250, i % 250 + 1);
  }

  static String json(int i, String kernelArguments) {
    return """
    {"name": "%s", "role": "target", "arch": "x86_64", "ip": "%s", "subnet": "192.0.0.0/8", "ipv6": "", "subnetv6": "",
     "mac": "%s", "pxe_boot_stack_tar": "pxeboot_stack.tar", "docker_images_path": "/root/.pvmlab/docker_images",
     "vms_path": "/root/.pvmlab/vms", "ssh_port": 2222, "pxeboot": true, "distro": "debian-13", "kernel": "", "initrd": "",
     "ssh_key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHdgtdCqhio+H5XazUrB7f/uTG0LSf9ut2DVmYGhbOUt pvmlab",
     "install": {"kernel_args": "%s"}}
    """
        .formatted(name(i), ip(i), mac(i), kernelArguments);
  }
}
