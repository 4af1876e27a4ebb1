import TestSupport

@testable import Gathering

extension TemporaryFolder {
    /// What gathering a path gives, the folder's own path cut away: "id = text", "warning: …", "failure: …".
    func gathered(_ paths: String...) -> [String] {
        Gatherer(paths.map { .path($0) }).map { event in
            let line =
                switch event {
                case .article(let article, _, _): "\(article.id) = \(article.text)"
                case .known: "known"
                case .reached(let place): "reached: \(place.number)"
                case .warning(let notice): "warning: \(notice)"
                case .note(let notice): "note: \(notice)"
                case .failure(let notice): "failure: \(notice)"
                }
            return line.replacingOccurrences(of: path, with: "")
        }
    }
}
