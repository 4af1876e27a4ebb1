import Foundation
import Gathering
import Ledger
import Record

/// Puts feeds on the list of those that are watched, and takes them off.
package struct FeedList {
    private let ledger: Ledger
    private let feeds: FeedGathering
    /// Gets a sentence for each.
    private let say: (Result<String, Notice>) throws -> Void

    /// Bytes of a list of feeds: 8 MiB, as for a feed.
    private static let longestList = 8 << 20

    /// - Parameter say: gets, for each feed or list of feeds, what became of it, or why nothing did.
    package init(_ ledger: Ledger, _ options: GatheringOptions, say: @escaping (Result<String, Notice>) throws -> Void) {
        self.ledger = ledger
        self.say = say
        feeds = FeedGathering(options)
    }

    /// Watches feeds by their addresses, and those in files.
    package func add(_ operands: [String]) throws {
        for operand in operands {
            do {
                if WebAddress.isMeant(by: operand) {
                    guard let polled = try feeds.poll(operand, nil) else { continue }
                    if polled.isList { try add(polled, from: operand) } else { try add(WebAddress(operand), polled) }
                } else {
                    try add(feeds.feeds(inList: FeedList.file(operand)), from: operand)
                }
            } catch let error as FetchError {
                try say(.failure(error.notice(operand)))
            } catch let notice as Notice {
                try say(.failure(notice))
            }
        }
    }

    /// Watches feeds no longer.
    package func remove(_ operands: [String]) throws {
        for operand in operands {
            let address = (try? WebAddress(operand))?.description ?? operand
            if try ledger.unwatch(address) {
                try say(.success("\(operand): not watched any more; its articles stay"))
            } else {
                try say(.failure(Notice(place: operand, reason: "it is not watched", remedy: "dixit watch list shows what is")))
            }
        }
    }

    private func add(_ address: WebAddress, _ polled: PolledFeed) throws {
        let isNew = try ledger.watch(address.description, title: polled.title, at: FeedList.now)
        let state = isNew ? "watched from now on, \(polled.items.count.counted("item")) in it" : "watched already"
        try say(.success("\(polled.title.map { "\($0): " } ?? "")\(address): \(state)"))
    }

    private func add(_ list: PolledFeed, from name: String) throws {
        let new = try list.items.reduce(0) { new, item in
            try ledger.watch(item.address.description, title: item.title, at: FeedList.now) ? new + 1 : new
        }
        let known = list.items.count - new
        try say(
            .success(
                "\(name): \(new.counted("feed is", "feeds are")) watched from now on"
                    + (known > 0 ? "; \(known.counted("was", "were")) already" : "")))
    }

    private static var now: Int { Int(Date().timeIntervalSince1970) }

    private static func file(_ path: String) throws -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: longestList + 1) else {
            throw Notice(
                place: path, reason: "there is no such file, or it cannot be read",
                remedy: "give a list of feeds (OPML), or an address that begins with https://")
        }
        guard data.count <= longestList else {
            throw Notice(place: path, reason: "it is longer than \(longestList >> 20) MiB", remedy: "split it")
        }
        return Array(data)
    }
}
