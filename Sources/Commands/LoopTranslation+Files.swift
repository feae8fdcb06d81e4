import AzureWire
import ParallelJobs
import RData
import SessionLanguage
import Wording

/// The options of a loop that concern files.
extension LoopTranslation {
  private static let resourceNames = [
    "httpUrl", "storageContainerUrl", "autoStorageContainerName", "blobPrefix", "filePath", "fileMode",
  ]
  /// Names that earlier versions of Batch and of doAzureParallel use.
  private static let otherResourceNames = ["url": "httpUrl", "blobSource": "httpUrl", "fileName": "filePath"]

  /// `resourceFiles`: a list of lists, each with an address and a place.
  func resourceFiles(_ value: RValue, of option: String) throws -> [ResourceFile] {
    try lists(value, of: option).map { file in
      var fields: [String: String] = [:]
      for (name, value) in file {
        let name = Self.otherResourceNames[name] ?? name
        guard Self.resourceNames.contains(name) else {
          throw unknown(name, in: option, known: Self.resourceNames)
        }
        fields[name] = try text(value, of: "\(option)$\(name)")
      }
      let sources = ["httpUrl", "storageContainerUrl", "autoStorageContainerName"].filter { fields[$0] != nil }
      guard sources.count == 1 else {
        throw wrong(
          option, "a list of files, each with one of httpUrl, storageContainerUrl and autoStorageContainerName")
      }
      if fields["httpUrl"] != nil, fields["filePath"] == nil {
        throw wrong(option, "a list of files, each httpUrl with the filePath it is to get on the nodes")
      }
      return ResourceFile(
        httpUrl: fields["httpUrl"], storageContainerUrl: fields["storageContainerUrl"],
        autoStorageContainerName: fields["autoStorageContainerName"], blobPrefix: fields["blobPrefix"],
        filePath: fields["filePath"], fileMode: fields["fileMode"])
    }
  }

  /// `outputFiles`: what `createOutputFile` gives, once or in a list.
  func outputFiles(_ value: RValue, of option: String) throws -> [OutputFile] {
    try lists(value, of: option).map { file in
      let file = RValue.list(file.map(\.value), names: file.map(\.name))
      let container = file.element("destination")?.element("container")
      guard let pattern = file.element("filePattern")?.asString,
        let url = container?.element("containerUrl")?.asString
      else { throw wrong(option, "a list of what `createOutputFile(filePattern, url)` gives") }
      let path = container?.element("path")?.asString
      let condition = file.element("uploadOptions")?.element("uploadCondition")?.asString ?? "taskcompletion"
      guard ["taskcompletion", "tasksuccess", "taskfailure"].contains(condition.lowercased()) else {
        throw wrong(option, "uploaded on taskCompletion, taskSuccess or taskFailure, not on `\(condition)`")
      }
      return OutputFile(
        filePattern: pattern, containerUrl: url, path: path?.isEmpty == false ? path : nil,
        uploadCondition: UploadCondition(rawValue: condition.lowercased()))
    }
  }

  /// `inputs`: names of containers.
  func containers(_ value: RValue, of option: String) throws -> [String] {
    if value.isNull || value.asFlag == false { return [] }
    guard let names = value.asStrings, names.allSatisfy(ResourceID.isValidContainerName) else {
      throw wrong(option, "names of containers: \(ResourceID.containerNameRule)")
    }
    return names
  }

  private typealias Fields = [(name: String, value: RValue)]

  /// A list of named lists; one alone may be given as it is.
  private func lists(_ value: RValue, of option: String) throws -> [Fields] {
    func fields(_ value: RValue) throws -> Fields {
      let values: [RValue]
      switch value.storage {
      case .list(let elements): values = elements
      case .character(let texts): values = texts.map { RValue(.character([$0])) }
      default: throw wrong(option, "a list of named lists")
      }
      guard let names = value.names, names.count == values.count, !names.contains("") else {
        throw wrong(option, "a list of named lists")
      }
      return Array(zip(names, values)).map { (name: $0.0, value: $0.1) }
    }
    if value.isNull { return [] }
    guard case .list(let elements) = value.storage, value.names == nil || elements.allSatisfy({ $0.names != nil }),
      !elements.contains(where: { $0.names == nil })
    else { return [try fields(value)] }
    return try elements.map(fields)
  }

  private func unknown(_ name: String, in option: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "a file of `\(option)` has no member `\(name)`; it takes \(known.joined(separator: ", "))", at: loop.span,
      in: loop.source, suggestion: EditDistance.suggestion(for: name, among: known))
  }
}
