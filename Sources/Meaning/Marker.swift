import Neural
import Prose
import Reading
import Record

/// Leaves the layers' marks in what was read.
///
///     let marker = try Marker(for: reader)
///     let findings = marker.marked(article, read)
///
/// It may be used from as many threads as there are.
public struct Marker: Sendable {
    private let reader: Reader
    /// Nil in a model that is being made: layers that need it are then silent.
    private let network: MeaningNetwork?

    /// - Throws: `ModelError` where the model's arrays for it are damaged.
    public init(for reader: Reader) throws {
        self.reader = reader
        network = try MeaningNetwork(reader.file)
    }

    /// What was found in an article that has just been read, with its marks.
    public func marked(_ article: Article, _ read: ReadText) -> Findings {
        Layers.marked(article, read.findings, scores(of: read, read.findings))
    }

    /// Findings with new marks in the place of the layers' earlier ones; what people judged stays. The text goes through the encoder
    /// again, its statements stay as they are.
    public func markedAgain(_ article: Article, _ findings: Findings) -> Findings {
        Layers.marked(article, findings, network == nil ? nil : scores(of: reader.states(of: article.text), findings))
    }

    private func scores(of read: ReadText, _ findings: Findings) -> MeaningScores? {
        guard let network else { return nil }
        let workspace = reader.workspaces.take()
        defer { reader.workspaces.give(workspace) }
        return network.scores(of: read, findings, workspace)
    }
}
