// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.task.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Searches datastores for files: the only way to see those with the tracked changes. */
final class Browser {
  private static final String TYPE = "HostDatastoreBrowser";
  private static final Pattern PART =
      Pattern.compile(".*-(flat|delta|sesparse|ctk|rdm|rdmp)\\.vmdk");
  private static final Map<String, String> FILE_TYPES =
      Map.of(
          "vmdk", "VmDiskFileInfo",
          "vmx", "VmConfigFileInfo",
          "vmsn", "VmSnapshotFileInfo",
          "nvram", "VmNvramFileInfo",
          "log", "VmLogFileInfo",
          "iso", "IsoImageFileInfo");

  private final Machines machines;

  /** Every datastore gets the browser that its property names. */
  Browser(Machines machines) {
    this.machines = machines;
    for (ManagedObject datastore : machines.world().ofType("Datastore")) {
      Element browser = datastore.get("browser");
      Ref ref = browser == null ? null : browser.ref();
      if (ref != null && machines.world().find(ref) == null) {
        machines.world().add(new ManagedObject(ref).setRefs("datastore", List.of(datastore.ref())));
      }
    }
  }

  void register(Methods methods) {
    methods
        .add(Method.read("SearchDatastore_Task", TYPE, call -> search(call, false)))
        .add(Method.read("SearchDatastoreSubFolders_Task", TYPE, call -> search(call, true)));
  }

  private List<Element> search(Call call, boolean subFolders) {
    String path = call.text("datastorePath");
    ManagedObject datastore = machines.files().datastore(path);
    if (datastore == null) {
      throw new Fault(
          Element.typed("fault", "InvalidDatastore")
              .add("name", DatastoreFiles.datastoreName(path)),
          "Invalid datastore path '" + path + "'.");
    }
    call.caller().require("Datastore.Browse", datastore.ref());
    Element spec = call.argument("searchSpec");
    String id = "host.DatastoreBrowser." + (subFolders ? "searchSubFolders" : "search");
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, id, datastore.ref())
                    .shared()
                    .last(
                        () -> {
                          if ("false".equals(datastore.textAt("summary", "accessible"))) {
                            throw new Fault(
                                Element.typed("fault", "InaccessibleDatastore")
                                    .add("datastore", datastore.ref()),
                                "Datastore is not accessible.");
                          }
                          return subFolders
                              ? below(path, datastore.ref(), spec)
                              : one(path, datastore.ref(), spec);
                        })));
  }

  private Element one(String path, Ref datastore, @Nullable Element spec) {
    String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path.strip();
    Element found = results("result", datastore, path, files(folder), spec);
    if (files(folder).isEmpty() && folder.indexOf(']') < folder.length() - 1) {
      throw notFound(folder);
    }
    return found.type("HostDatastoreBrowserSearchResults");
  }

  private Element below(String path, Ref datastore, @Nullable Element spec) {
    String start = path.endsWith("/") ? path.substring(0, path.length() - 1) : path.strip();
    Map<String, List<DatastoreFiles.StoredFile>> folders = new TreeMap<>();
    folders.put(start, files(start));
    for (DatastoreFiles.StoredFile file : machines.files().all().values()) {
      String folder = file.folder();
      if (folder.equals(start)
          || folder.startsWith(start.endsWith("]") ? start + " " : start + "/")) {
        folders.computeIfAbsent(folder, this::files);
      }
    }
    if (folders.size() == 1 && files(start).isEmpty() && !start.endsWith("]")) {
      throw notFound(start);
    }
    Element all = Element.typed("result", "ArrayOfHostDatastoreBrowserSearchResults");
    folders.forEach(
        (folder, files) ->
            all.add(
                results(
                    "HostDatastoreBrowserSearchResults",
                    datastore,
                    folder.endsWith("]") ? folder : folder + "/",
                    files,
                    spec)));
    return all;
  }

  private static Fault notFound(String folder) {
    return new Fault(
        Element.typed("fault", "FileNotFound").add("file", folder),
        "File " + folder + " was not found");
  }

  private List<DatastoreFiles.StoredFile> files(String folder) {
    List<DatastoreFiles.StoredFile> found = new ArrayList<>();
    for (DatastoreFiles.StoredFile file : machines.files().all().values()) {
      if (file.folder().equals(folder)) {
        found.add(file);
      }
    }
    return found;
  }

  private static Element results(
      String name,
      Ref datastore,
      String path,
      List<DatastoreFiles.StoredFile> files,
      @Nullable Element spec) {
    Element results = new Element(name).add("datastore", datastore).add("folderPath", path);
    for (DatastoreFiles.StoredFile file : files) {
      if (isWanted(file.name(), spec)) {
        results.add(info(file, spec == null ? null : spec.child("details")));
      }
    }
    return results;
  }

  private static Element info(DatastoreFiles.StoredFile file, @Nullable Element details) {
    String ending = file.name().substring(file.name().lastIndexOf('.') + 1);
    boolean typed = details != null && details.isTrue("fileType");
    String type = typed ? FILE_TYPES.getOrDefault(ending, "FileInfo") : "FileInfo";
    Element info = Element.typed("file", type).add("path", file.name());
    if (details != null && details.isTrue("fileSize")) {
      info.add("fileSize", file.bytes());
    }
    if (details != null && details.isTrue("modification")) {
      info.add("modification", file.modified());
    }
    return info;
  }

  private static boolean isWanted(String name, @Nullable Element spec) {
    if (spec == null) {
      return true;
    }
    boolean queried = spec.children("query").isEmpty();
    for (Element query : spec.children("query")) {
      queried |= fits(name, query.type() == null ? "FileQuery" : query.type());
    }
    boolean matched = spec.children("matchPattern").isEmpty();
    for (Element pattern : spec.children("matchPattern")) {
      matched |= glob(pattern.text()).matcher(name).matches();
    }
    return queried && matched;
  }

  /** A query for disks finds the descriptors alone. */
  private static boolean fits(String name, @Nullable String query) {
    if (query == null || query.equals("FileQuery")) {
      return true;
    }
    String wanted = query.replace("Query", "Info");
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return wanted.equals(FILE_TYPES.get(ending))
        && !(wanted.equals("VmDiskFileInfo") && PART.matcher(name).matches());
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }
}
