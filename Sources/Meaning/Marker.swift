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
    let reader: Reader
    /// Nil in a model that is being made: layers that need it are then silent.
    let network: MeaningNetwork?

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

    /// The tone toward each of some places in a sentence by itself, "negative", "neutral" or "positive", in their order; none without a network.
    public func tones(in sentence: String, toward places: [Span]) -> [String] {
        guard let network else { return [] }
        let read = reader.states(of: sentence)
        let workspace = reader.workspaces.take()
        defer { reader.workspaces.give(workspace) }
        let all = read.worded.words.startIndex..<read.worded.words.endIndex
        let scene = MeaningScene(read.worded, content: all, targets: places.map { read.worded.words(touching: $0) })
        return network.scores(of: scene, read.states, workspace).parties.map { party in
            zip(MeaningNetwork.tones, party.tones).max { $0.1 < $1.1 }?.0 ?? "neutral"
        }
    }

    private func scores(of read: ReadText, _ findings: Findings) -> MeaningScores? {
        guard let network else { return nil }
        let workspace = reader.workspaces.take()
        defer { reader.workspaces.give(workspace) }
        return network.scores(of: read, findings, workspace)
    }
}
