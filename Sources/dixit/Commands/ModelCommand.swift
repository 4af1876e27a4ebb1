extension Command {
    /// `dixit model`
    static let model: Command = Command(
        name: "model",
        summary: "Show or build the reader's model",
        subcommands: [modelShow, modelBuild])

    private static let modelShow: Command = Command(
        name: "show",
        summary: "Print the model card: data, licences, figures, limits",
        run: { _ in throw CommandFailure(description: "this build of dixit cannot show models yet") })

    private static let modelBuild: Command = Command(
        name: "build",
        summary: "Write one model file from the base encoder and what training made",
        run: { _ in throw CommandFailure(description: "this build of dixit cannot build models yet") })
}
