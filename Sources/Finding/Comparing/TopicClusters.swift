import Foundation

/// Topics of statements: those that are near one another. Spherical k-means (Dhillon, Modha 2001), begun with the statements
/// that are farthest from one another, so that the same statements always give the same topics.
struct TopicClusters {
    /// The topic of each statement; nil for one without a term.
    private(set) var topics: [Int?]
    /// How many topics there are.
    var count: Int { centres.count }
    private var centres: [[Float]] = []
    private let likeness: WordLikeness

    private static let most = 16
    private static let rounds = 8

    init(_ likeness: WordLikeness) {
        self.likeness = likeness
        let vectors = likeness.vectors
        topics = vectors.map { _ in nil }
        let told = vectors.indices.filter { !vectors[$0].isEmpty }
        guard let first = told.first else { return }
        let wanted = min(TopicClusters.most, max(1, Int((Double(told.count) / 2).squareRoot())))
        begin(at: first, told, wanted)
        for _ in 0..<TopicClusters.rounds {
            let before = topics
            for at in told { topics[at] = nearest(vectors[at]) }
            if topics == before { break }
            settle(told)
        }
    }

    /// The topic that two statements side by side are nearest to.
    func topic(of a: Int, _ b: Int) -> Int? {
        guard !centres.isEmpty else { return nil }
        return nearest(likeness.vectors[a] + likeness.vectors[b])
    }

    /// How near a statement is to the middle of a topic.
    func nearness(of statement: Int, to topic: Int) -> Float { product(likeness.vectors[statement], centres[topic]) }

    private mutating func begin(at first: Int, _ told: [Int], _ wanted: Int) {
        var nearest = [Int: Float]()
        var next = first
        while centres.count < wanted {
            var centre = [Float](repeating: 0, count: likeness.names.count)
            for (term, weight) in likeness.vectors[next] { centre[term] = weight }
            centres.append(centre)
            for at in told { nearest[at] = max(nearest[at] ?? 0, product(likeness.vectors[at], centre)) }
            guard let farthest = told.min(by: { (nearest[$0] ?? 0, $0) < (nearest[$1] ?? 0, $1) }),
                (nearest[farthest] ?? 1) < 0.99
            else { break }
            next = farthest
        }
    }

    private func product(_ vector: [(term: Int, weight: Float)], _ centre: [Float]) -> Float {
        vector.reduce(0) { $0 + $1.weight * centre[$1.term] }
    }

    private func nearest(_ vector: [(term: Int, weight: Float)]) -> Int {
        var best = (topic: 0, nearness: -Float.infinity)
        for (topic, centre) in centres.enumerated() {
            let nearness = product(vector, centre)
            if nearness > best.nearness { best = (topic, nearness) }
        }
        return best.topic
    }

    private mutating func settle(_ told: [Int]) {
        var sums = centres.map { _ in [Float](repeating: 0, count: likeness.names.count) }
        for at in told { for (term, weight) in likeness.vectors[at] { sums[topics[at] ?? 0][term] += weight } }
        for (topic, sum) in sums.enumerated() {
            let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
            // One that has lost all of its statements stays where it was.
            if length > 0 { centres[topic] = sum.map { $0 / length } }
        }
    }
}
