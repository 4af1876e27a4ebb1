import Foundation
import Gathering
import Ledger

/// Puts feeds on the list of those that are watched, and takes them off.
struct WatchList {
    private let ledger: Ledger
    private let feeds: FeedGathering
    private let isQuiet: Bool

    /// Bytes of a list of feeds: 8 MiB, as for a feed.
    private static let longestList = 8 << 20

    init(_ ledger: Ledger, _ options: GatheringOptions, isQuiet: Bool) {
        self.ledger = ledger
        self.isQuiet = isQuiet
        feeds = FeedGathering(options)
    }

    /// Watches feeds by their addresses, and those in files.
    func add(_ operands: [String]) throws -> ExitCode {
        var status = ExitCode.success
        for operand in operands {
            do {
                if WebAddress.isMeant(by: operand) {
                    guard let polled = try feeds.poll(operand, nil) else { continue }
                    if polled.isList { try add(polled, from: operand) } else { try add(WebAddress(operand), polled) }
                } else {
                    try add(feeds.feeds(inList: WatchList.file(operand)), from: operand)
                }
            } catch let fault as FetchFault {
                status = .failure
                Messages.say("\(fault.notice(operand))")
            } catch let notice as Notice {
                status = .failure
                Messages.say("\(notice)")
            }
        }
        return status
    }

    /// Watches feeds no longer.
    func remove(_ operands: [String]) throws -> ExitCode {
        var status = ExitCode.success
        for operand in operands {
            let address = (try? WebAddress(operand))?.description ?? operand
            if try ledger.unwatch(address) {
                try write("\(operand): not watched any more; its articles stay")
            } else {
                status = .failure
                Messages.say("\(operand): it is not watched; dixit watch list shows what is")
            }
        }
        return status
    }

    private func add(_ address: WebAddress, _ polled: PolledFeed) throws {
        let isNew = try ledger.watch(address.description, title: polled.title, at: WatchList.now)
        let items = polled.items.count == 1 ? "1 item" : "\(polled.items.count) items"
        try write(
            "\(polled.title.map { "\($0): " } ?? "")\(address): \(isNew ? "watched from now on, \(items) in it" : "watched already")"
        )
    }

    private func add(_ list: PolledFeed, from name: String) throws {
        let new = try list.items.reduce(0) { new, item in
            try ledger.watch(item.address.description, title: item.title, at: WatchList.now) ? new + 1 : new
        }
        let known = list.items.count - new
        try write(
            "\(name): \(new == 1 ? "1 feed is" : "\(new) feeds are") watched from now on"
                + (known > 0 ? "; \(known) \(known == 1 ? "was" : "were") already" : ""))
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

    private func write(_ line: String) throws {
        if !isQuiet { try OutputFile.standard.write(Array((HarmlessText.line(line) + "\n").utf8)) }
    }
}
