//! Which known word, and which known run of words, is this?

use super::words::is_same;

/// Words by number, found without regard to case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    texts: Vec<(u64, Box<str>)>,
    slots: Vec<u32>,
}

impl Words {
    /// The number of a word, if it is known.
    pub(crate) fn get(&self, hash: u64, word: &str) -> Option<u32> {
        let mut slot = self.first_slot(hash)?;
        loop {
            let number = *self.slots.get(slot)?;
            let (known, text) = self.texts.get(number as usize)?;
            if *known == hash && is_same(text, word) {
                return Some(number);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// The number of a word, given to it now if it is new.
    pub(crate) fn add(&mut self, hash: u64, word: &str) -> u32 {
        if let Some(number) = self.get(hash, word) {
            return number;
        }
        let number = self.texts.len() as u32;
        self.texts.push((hash, word.into()));
        if self.texts.len() * 2 > self.slots.len() {
            self.grow();
        } else {
            self.place(hash, number);
        }
        number
    }

    fn first_slot(&self, hash: u64) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        Some((hash >> 20) as usize & mask)
    }

    /// Twice the slots, always a power of two and at most half full: every search ends.
    fn grow(&mut self) {
        self.slots = vec![u32::MAX; (self.slots.len() * 2).max(64)];
        for number in 0..self.texts.len() {
            let hash = self.texts.get(number).map_or(0, |(hash, _)| *hash);
            self.place(hash, number as u32);
        }
    }

    fn place(&mut self, hash: u64, number: u32) {
        let Some(mut slot) = self.first_slot(hash) else { return };
        while self.slots.get(slot).is_some_and(|taken| *taken != u32::MAX) {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = number;
        }
    }
}

/// Sequences of words, walked word by word. An edge also knows whether white space stood before.
#[derive(Debug, Clone)]
pub(crate) struct Trie {
    first: Vec<u32>,
    nodes: Vec<Node>,
}

/// A node, with the word that leads to it, its first child and its next sibling (0 for none).
#[derive(Debug, Clone, Default)]
struct Node {
    word: u32,
    space: bool,
    child: u32,
    sibling: u32,
    ends: Vec<u32>,
}

impl Default for Trie {
    fn default() -> Trie {
        Trie { first: Vec::new(), nodes: vec![Node::default()] }
    }
}

impl Trie {
    /// Makes room for so many more nodes.
    pub(crate) fn reserve(&mut self, count: usize) {
        self.nodes.reserve(count);
    }

    /// The node after a first word.
    pub(crate) fn first(&self, word: u32) -> Option<u32> {
        self.first.get(word as usize).copied().filter(|node| *node != 0)
    }

    /// The node after one more word.
    pub(crate) fn next(&self, node: u32, word: u32, space: bool) -> Option<u32> {
        let mut at = self.nodes.get(node as usize)?.child;
        while at != 0 {
            let node = self.nodes.get(at as usize)?;
            if node.word == word && node.space == space {
                return Some(at);
            }
            at = node.sibling;
        }
        None
    }

    /// What ends at a node.
    pub(crate) fn ends(&self, node: u32) -> &[u32] {
        self.nodes.get(node as usize).map_or(&[], |node| &node.ends)
    }

    /// The list of what ends after `words`, to add to.
    pub(crate) fn insert(&mut self, words: &[(u32, bool)]) -> Option<&mut Vec<u32>> {
        let ((head, _), tail) = words.split_first()?;
        let mut node = self.first(*head).unwrap_or_else(|| self.add_first(*head));
        for (word, space) in tail {
            node = self.next(node, *word, *space).unwrap_or_else(|| self.add_next(node, *word, *space));
        }
        self.nodes.get_mut(node as usize).map(|node| &mut node.ends)
    }

    fn add_first(&mut self, word: u32) -> u32 {
        let node = self.add_node(Node { word, ..Node::default() });
        if self.first.len() <= word as usize {
            self.first.resize(word as usize + 1, 0);
        }
        if let Some(slot) = self.first.get_mut(word as usize) {
            *slot = node;
        }
        node
    }

    fn add_next(&mut self, parent: u32, word: u32, space: bool) -> u32 {
        let sibling = self.nodes.get(parent as usize).map_or(0, |parent| parent.child);
        let node = self.add_node(Node { word, space, sibling, ..Node::default() });
        if let Some(parent) = self.nodes.get_mut(parent as usize) {
            parent.child = node;
        }
        node
    }

    fn add_node(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        self.nodes.len() as u32 - 1
    }
}
