// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the service instance and the managers that it names; for one server. */
final class ServiceXml {
  private final VCenterScenario vcenter;
  private final Map<String, Reference> content = new LinkedHashMap<>();

  ServiceXml(VCenterScenario vcenter) {
    this.vcenter = vcenter;
    boolean esxi = vcenter.isEsxi();
    content.put(
        "propertyCollector",
        ref("PropertyCollector", esxi ? "ha-property-collector" : "propertyCollector"));
    content.put("viewManager", ref("ViewManager", "ViewManager"));
    content.put("setting", ref("OptionManager", esxi ? "HostAgentSettings" : "VpxSettings"));
    content.put(
        "userDirectory", ref("UserDirectory", esxi ? "ha-user-directory" : "UserDirectory"));
    content.put("sessionManager", ref("SessionManager", esxi ? "ha-sessionmgr" : "SessionManager"));
    content.put(
        "authorizationManager",
        ref("AuthorizationManager", esxi ? "ha-authmgr" : "AuthorizationManager"));
    content.put("perfManager", ref("PerformanceManager", esxi ? "ha-perfmgr" : "PerfMgr"));
    content.put("eventManager", ref("EventManager", esxi ? "ha-eventmgr" : "EventManager"));
    content.put("taskManager", ref("TaskManager", esxi ? "ha-taskmgr" : "TaskManager"));
    content.put("searchIndex", ref("SearchIndex", esxi ? "ha-searchindex" : "SearchIndex"));
    content.put("fileManager", ref("FileManager", esxi ? "ha-nfc-file-manager" : "FileManager"));
    content.put(
        "virtualDiskManager",
        ref("VirtualDiskManager", esxi ? "ha-vdiskmanager" : "virtualDiskManager"));
    content.put(
        "licenseManager", ref("LicenseManager", esxi ? "ha-license-manager" : "LicenseManager"));
    content.put("ovfManager", ref("OvfManager", esxi ? "ha-ovf-manager" : "OvfManager"));
    content.put(
        "guestOperationsManager",
        ref(
            "GuestOperationsManager",
            esxi ? "ha-guest-operations-manager" : "guestOperationsManager"));
    if (esxi) {
      content.put("accountManager", ref("HostLocalAccountManager", "ha-localacctmgr"));
      return;
    }
    content.put("alarmManager", ref("AlarmManager", "AlarmManager"));
    content.put("extensionManager", ref("ExtensionManager", "ExtensionManager"));
    content.put(
        "customizationSpecManager", ref("CustomizationSpecManager", "CustomizationSpecManager"));
    content.put("customFieldsManager", ref("CustomFieldsManager", "CustomFieldsManager"));
    content.put(
        "datastoreNamespaceManager", ref("DatastoreNamespaceManager", "DatastoreNamespaceManager"));
    content.put("vmProvisioningChecker", ref("VirtualMachineProvisioningChecker", "ProvChecker"));
    content.put(
        "vmCompatibilityChecker", ref("VirtualMachineCompatibilityChecker", "CompatChecker"));
    content.put("ipPoolManager", ref("IpPoolManager", "IpPoolManager"));
    content.put("dvSwitchManager", ref("DistributedVirtualSwitchManager", "DVSManager"));
    content.put("storageResourceManager", ref("StorageResourceManager", "StorageResourceManager"));
    content.put(
        "vStorageObjectManager", ref("VcenterVStorageObjectManager", "VStorageObjectManager"));
    content.put("cryptoManager", ref("CryptoManagerKmip", "CryptoManager"));
  }

  private static Reference ref(String type, String moId) {
    return new Reference(type, moId);
  }

  Reference performanceManager() {
    return of("perfManager");
  }

  private Reference of(String name) {
    Reference found = content.get(name);
    if (found == null) {
      throw new IllegalStateException("no " + name);
    }
    return found;
  }

  ObjectXml serviceInstance() {
    XmlElement service =
        XmlElement.typed("val", "ServiceContent")
            .add("rootFolder", vcenter.rootFolder().reference())
            .add(about());
    content.forEach(service::add);
    return new ObjectXml(ref("ServiceInstance", "ServiceInstance"))
        .set("serverClock", vcenter.clock())
        .set(
            "capability",
            XmlElement.typed("val", "Capability")
                .add("provisioningSupported", true)
                .add("multiHostSupported", !vcenter.isEsxi())
                .add("userShellAccessSupported", vcenter.isEsxi()))
        .set("content", service);
  }

  private XmlElement about() {
    boolean esxi = vcenter.isEsxi();
    String product = esxi ? "VMware ESXi" : "VMware vCenter Server";
    String version = vcenter.version();
    XmlElement about =
        XmlElement.named("about")
            .add("name", product)
            .add("fullName", product + " " + version + " build-" + vcenter.build())
            .add("vendor", "VMware, Inc.")
            .add("version", version)
            .add("patchLevel", "00000")
            .add("build", vcenter.build())
            .add("localeVersion", "INTL")
            .add("localeBuild", "000")
            .add("osType", esxi ? "vmnix-x86" : "linux-x64")
            .add("productLineId", esxi ? "embeddedEsx" : "vpx")
            .add("apiType", esxi ? "HostAgent" : "VirtualCenter")
            .add("apiVersion", version + ".0");
    if (!esxi) {
      about.add("instanceUuid", vcenter.instanceUuidText());
    }
    return about
        .add("licenseProductName", esxi ? "VMware ESX Server" : "VMware VirtualCenter Server")
        .add("licenseProductVersion", version.substring(0, version.lastIndexOf('.')));
  }

  /** Returns the managers; the option manager comes before every datastore, which vcsim needs. */
  List<ObjectXml> managers() {
    List<ObjectXml> managers = new ArrayList<>();
    for (Reference reference : content.values()) {
      managers.add(fill(new ObjectXml(reference)));
    }
    return managers;
  }

  private ObjectXml fill(ObjectXml xml) {
    switch (xml.reference().type()) {
      case "OptionManager" ->
          xml.set(
              "setting",
              XmlElement.typed("val", "ArrayOfOptionValue")
                  .add(option("VirtualCenter.InstanceName", vcenter.instanceNameText()))
                  .add(option("event.maxAge", 30))
                  .add(option("task.maxAge", 30)));
      case "CustomFieldsManager" -> xml.set("field", customFields());
      case "PerformanceManager" ->
          xml.set("perfCounter", PerformanceXml.counters())
              .set("historicalInterval", XmlElement.typed("val", "ArrayOfPerfInterval"));
      case "TaskManager" ->
          xml.references(
                  "recentTask",
                  vcenter.tasks().stream()
                      .filter(TaskScenario::isRecent)
                      .map(TaskScenario::reference)
                      .toList())
              .set("maxCollector", 32);
      case "EventManager" -> xml.set("maxCollector", 32);
      case "ViewManager" -> xml.references("viewList", List.of());
      case "SessionManager" ->
          xml.set("defaultLocale", "en")
              .set("messageLocaleList", EntityScenario.strings(List.of("en", "fr")));
      case "PropertyCollector" -> xml.references("filter", List.of());
      default -> {}
    }
    return xml;
  }

  private static XmlElement option(String key, Object value) {
    return XmlElement.typed("OptionValue", "OptionValue").add("key", key).addAny("value", value);
  }

  private XmlElement customFields() {
    XmlElement fields = XmlElement.typed("val", "ArrayOfCustomFieldDef");
    vcenter
        .customFields()
        .forEach(
            (name, key) ->
                fields.add(
                    XmlElement.typed("CustomFieldDef", "CustomFieldDef")
                        .add("key", key)
                        .add("name", name)
                        .add("type", "xsd:string")
                        .add("managedObjectType", "VirtualMachine")));
    return fields;
  }

  /** Returns the saved reply of {@code AlarmManager.GetAlarm}. */
  String alarmsReply() {
    XmlElement reply = XmlElement.named("GetAlarmResponse");
    vcenter.alarms().forEach(alarm -> reply.add("returnval", alarm.reference()));
    return PerformanceXml.document(reply);
  }
}
