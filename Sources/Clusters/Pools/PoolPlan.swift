package import AzureWire

/// How a cluster's configuration becomes a pool of Batch.
package struct PoolPlan: Sendable {
  /// What the user wants.
  package var configuration: ClusterConfiguration
  /// The image that fits it.
  package var image: PoolImage
  /// What the nodes need to know.
  package var secrets: NodeSecrets
  /// Files that are fetched to each node.
  package var resourceFiles: [ResourceFile]

  package init(
    configuration: ClusterConfiguration, image: PoolImage, secrets: NodeSecrets = NodeSecrets(),
    resourceFiles: [ResourceFile] = []
  ) {
    self.configuration = configuration
    self.image = image
    self.secrets = secrets
    self.resourceFiles = resourceFiles
  }

  /// How often Batch evaluates the formula: as often as it can.
  package static let evaluationInterval = WireDuration.seconds(300)

  /// What the service is asked for.
  package var parameters: PoolAddParameters {
    var pool = PoolSpecification(vmSize: configuration.vmSize, virtualMachineConfiguration: machine)
    pool.taskSlotsPerNode = configuration.maxTasksPerNode
    pool.metadata = [NameValue(name: PoolMetadata.origin, value: "azp")]
    if image.runsContainers {
      pool.metadata?.append(NameValue(name: PoolMetadata.containerImage, value: configuration.containerImage))
    }
    let (dedicated, lowPriority) = (configuration.dedicatedNodes, configuration.lowPriorityNodes)
    if let formula = configuration.algorithm.formula(
      dedicated: dedicated, lowPriority: lowPriority, slots: configuration.maxTasksPerNode)
    {
      pool.enableAutoScale = true
      pool.autoScaleFormula = formula
      pool.autoScaleEvaluationInterval = Self.evaluationInterval
    } else {
      pool.targetDedicatedNodes = dedicated.max
      pool.targetLowPriorityNodes = lowPriority.max
    }
    pool.startTask =
      NodePreparation(
        commandLine: configuration.commandLine, packages: configuration.packages,
        containerImage: image.runsContainers ? configuration.containerImage : nil,
        githubToken: secrets.githubToken, resourceFiles: resourceFiles
      ).startTask
    pool.networkConfiguration = configuration.subnetID.map { .object(["subnetId": .string($0)]) }
    return PoolAddParameters(id: configuration.name, specification: pool)
  }

  private var machine: VirtualMachineConfiguration {
    var machine = VirtualMachineConfiguration(
      imageReference: image.reference, nodeAgentSKUId: image.nodeAgentSKUID)
    guard image.runsContainers else { return machine }
    var containers: [String: JSONValue] = [
      "type": .string("dockerCompatible"), "containerImageNames": .array([.string(configuration.containerImage)]),
    ]
    if let registry = secrets.registry {
      var account: [String: JSONValue] = [
        "username": .string(registry.username), "password": .string(registry.password.reveal()),
      ]
      if let server = registry.server { account["registryServer"] = .string(server) }
      containers["containerRegistries"] = .array([.object(account)])
    }
    machine.containerConfiguration = .object(containers)
    return machine
  }
}

/// The names of the metadata items of a pool.
package enum PoolMetadata {
  package static let origin = "origin"
  /// The image that R runs in, for sessions that did not make the pool.
  package static let containerImage = "containerImage"
}
